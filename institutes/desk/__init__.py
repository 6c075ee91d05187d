"""What the desk of both apps is made of: admin classes, lists and forms that lose nothing typed."""
