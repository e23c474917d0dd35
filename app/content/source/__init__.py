"""Gathers what trainers wrote: files, front matter and pictures, each thing remembered with its file and line."""
