"""What a release holds, as frozen values. Everything that another room learns about courses and quizzes is here.

Keys (course, lesson, question, option) are an author's and never change; texts lie beside them, one a language.
"""
