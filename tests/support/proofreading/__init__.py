"""What is wrong with a page, said in sentences. Pure functions from a page to faults; the reader runs them all."""
