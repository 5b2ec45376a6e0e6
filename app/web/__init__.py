"""The one web application: the chat, the API and the widget behind one address."""
