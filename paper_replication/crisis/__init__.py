"""The chapter on estimation: the crisis game of Lewis and Schultz (2003) and its fits by Crisman-Cox and Gibilisco."""
