"""The pages of the pupitre, as a web application: what there is, the form of each content, what becomes of it."""
