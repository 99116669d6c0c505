"""Forms, made from the declarations of the model: what a file says → what a form shows → what is posted → the file."""
