"""What is safe to send: pages of terms, rows and articles, their pictures, and the bar that offers them."""
