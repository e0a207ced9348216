"""Stories, sections, the front, authors, agencies, topics: what the paper is made of."""
