test_that("input that cannot be used is a condition with every fault in a table", {
  fault <- expect_error(update(a_war(), escalation_cost = -1, prior = c(resilient = 2, vulnerable = 1)),
                        class = "termination_InputError")
  expect_s3_class(fault, "termination_error")
  expect_setequal(fault$faults$where, c("escalation_cost", "prior"))
})

test_that("a name that is not there is a condition that lists those that are", {
  expect_error(refine(solve(a_war()), "D9"), "there are: 'intuitive', 'D1'", class = "termination_UnknownNameError")
})

test_that("a file that is not there is an error of ours", {
  skip_if_not(reticulate::py_module_available("termination"), "the Python package termination")
  expect_error(load_war(tempfile()), class = "termination_InputError")
})

test_that("a search that meets its limit warns", {
  expect_warning(solve(a_war(), limit = 1L), class = "termination_SearchLimitWarning")
})

test_that("what is no sweep over one parameter is not drawn", {
  skip_if_not_installed("ggplot2")
  grid <- sweep(a_war(), escalation_cost = c(0.1, 0.4), escalation_gain = c(0.9, 1))
  expect_error(plot(grid), "regions() draws two", fixed = TRUE)
})
