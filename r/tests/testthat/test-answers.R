test_that("all equilibria are found, and D1 keeps one", {
  found <- solve(a_war())
  expect_identical(names(found), c(semi, "pooling on open, escalation"))
  expect_identical(names(refine(found, "D1")), semi)
  expect_output(print(found), "The list is\ncomplete.", fixed = TRUE)
})

test_that("a table of equilibria has logicals, factors, numbers and their digits", {
  table <- as.data.frame(refine(solve(a_war()), "D1"))
  expect_type(table$free, "logical")
  expect_s3_class(table$name, "factor")
  expect_type(table$low, "double")
  opens <- subset(table, quantity == "sender" & of == "vulnerable" & item == "open")
  expect_identical(opens$low_exact, "1/3")
  expect_equal(opens$low, 1 / 3)
})

test_that("an empty answer is an empty table of the same columns", {
  far <- regions(a_war(), x = list(escalation_cost = c(0.6, 1)), y = list(prior = c(0, 1)))
  expect_identical(nrow(as.data.frame(far, what = "here")), 0L)
  expect_named(as.data.frame(far, what = "here"), c("called", "x", "y"))
})

test_that("a war is changed, by numbers, by fractions and by type, and the first stays", {
  war <- a_war()
  other <- update(war, escalation_cost = 0.9, prior = c(resilient = "1/3", vulnerable = "2/3"))
  expect_match(paste(format(other), collapse = ""), "'resilient': '1/3'", fixed = TRUE)
  expect_match(paste(format(other), collapse = ""), "escalation_cost='9/10'", fixed = TRUE)
  expect_match(paste(format(war), collapse = ""), "escalation_cost='1/2'", fixed = TRUE)
})

test_that("a sweep takes one value or many, of one parameter or one by type", {
  war <- a_war()
  table <- as.data.frame(sweep(war, escalation_cost = c(0.1, 0.4), refinement = "D1"))
  expect_identical(table$survives, c(TRUE, FALSE, TRUE))
  expect_identical(as.character(table$equilibrium), c("pooling on open, escalation", "pooling on open, escalation", semi))
  expect_identical(table$knife_edge, c(FALSE, FALSE, FALSE))
  one <- as.data.frame(sweep(war, escalation_cost = 0.1))
  expect_identical(one$escalation_cost, 0.1)
  by_type <- as.data.frame(sweep(war, resilience = list(resilient = c(0.7, 0.8))))
  expect_identical(unique(by_type$resilience_resilient), c(0.7, 0.8))
})

test_that("sweep is still base R's for a matrix", {
  given <- matrix(1:4, 2)
  expect_identical(sweep(given, 2, c(1, 2), "+"), base::sweep(given, 2, c(1, 2), "+"))
})

test_that("a map has exact boundaries, zones as factors and the war on it", {
  map <- regions(a_war(), x = list(escalation_cost = c(0, 1)), y = list(prior = c(0, 1)), refinement = "D1")
  expect_setequal(
    as.data.frame(map, what = "boundaries")$place,
    c("prior = 4/3 - 5*escalation_cost/3", "escalation_cost = 1/5", "escalation_cost = 4/5")
  )
  parts <- as.data.frame(map)
  expect_identical(levels(parts$zone), c("A", "B", "C", "D"))
  expect_s3_class(parts$meaning, "factor")
  expect_equal(unlist(as.data.frame(map, what = "here")[c("x", "y")]), c(x = 0.5, y = 0.4))
  expect_equal(range(parts$x), c(0.001, 1))
})

test_that("slopes and thresholds are tables", {
  found <- statics(a_war(), refinement = "D1")
  effects <- as.data.frame(found)
  expect_identical(effects$sign, as.integer(sign(effects$slope)))
  moves <- subset(effects, equilibrium == semi & quantity == "pr opening" & parameter == "prior")
  expect_identical(moves$sign, -1L)
  thresholds <- as.data.frame(found, what = "thresholds")
  expect_true("1/2" %in% subset(thresholds, parameter == "prior")$value_exact)
})

test_that("equilibria are explained, and why the others fall", {
  said <- paste(format(explain(refine(solve(a_war()), "D1"))), collapse = " ")
  expect_match(said, "opens with probability 1/3", fixed = TRUE)
  expect_match(said, "rejected by D1", fixed = TRUE)
})

test_that("conditions are inequalities", {
  expect_true("r_L <= rstar_open" %in% as.character(conditions(a_war(), semi)))
})
