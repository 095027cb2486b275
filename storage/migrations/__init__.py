"""How the tables came to their present shape, one dated file a change."""
