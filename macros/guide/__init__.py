"""What the guide knows: terms, rows, facts, articles and questions, settings, and the look-ups over them."""
