test_that("a map's letters stand within their zones, its colours within its zones' meanings", {
  skip_if_not_installed("ggplot2")
  map <- regions(a_war(), x = list(escalation_cost = c(0, 1)), y = list(prior = c(0, 1)), refinement = "D1")
  drawn <- plot(map)
  expect_s3_class(drawn, "ggplot")
  expect_identical(c(drawn$labels$x, drawn$labels$y), c("escalation_cost", "prior"))
  at <- termination:::places(as.data.frame(map))
  expect_identical(as.character(at$zone), c("A", "B", "C", "D"))
  expect_lt(at$x[1], 0.2) # A lies left of 1/5, D right of 4/5
  expect_gt(at$x[4], 0.8)
  expect_lt(at$y[2], 4 / 3 - 5 * at$x[2] / 3) # B below the falling line, C above
  expect_gt(at$y[3], 4 / 3 - 5 * at$x[3] / 3)
  expect_true(length(ggplot2::ggplot_build(drawn)$data) == 4)
})

test_that("a sweep is drawn with what survives filled", {
  skip_if_not_installed("ggplot2")
  drawn <- plot(sweep(a_war(), escalation_cost = c(0.1, 0.4), refinement = "D1"))
  expect_identical(ggplot2::ggplot_build(drawn)$data[[1]]$shape, c(16, 1, 16))
})
