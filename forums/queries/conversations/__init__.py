"""What people in a conversation, and those who read it afterwards, find on its pages."""
