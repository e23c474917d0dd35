"""Finding: courses, lessons by their sections, terms and portal services, however a word was typed."""
