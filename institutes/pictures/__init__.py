"""Pictures of both apps, logos and photos: judged by what is in them, redrawn, kept in several sizes."""
