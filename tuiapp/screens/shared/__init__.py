"""What several screens need: dialogs, forms, saving, and what every screen of the register has."""
