library(testthat)
library(termination)

test_check("termination")
