"""Reading the results: tables, prose, pictures, the command line. Everything here is a function of results."""
