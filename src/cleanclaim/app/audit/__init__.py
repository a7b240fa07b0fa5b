"""Who did what, when? Named actions, and the chain of events that they leave."""
