"""HTML made into PDF: `printer` is the door; `press`, in a child process, is the only importer of WeasyPrint."""
