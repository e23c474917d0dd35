"""Community centres: classes without internet, who comes, papers, and what each person has earned in the end."""
