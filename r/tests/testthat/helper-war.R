# The war of examples/scenarios/vietnam_1965.toml, written down here so that the tests need nothing but this package.
scenario <- '
model = "opening"
[parameters]
prior = {resilient = "2/5", vulnerable = "3/5"}
resilience = {resilient = 0.8, vulnerable = 0.2}
war_value = {resilient = 0.5, vulnerable = 0.1}
talks_value = {resilient = 0.59, vulnerable = 0.5}
escalation_harm = 1
talks_exposure = 0.8
escalation_gain = 1
escalation_cost = 0.5
'

a_war <- function() {
  skip_if_not(reticulate::py_module_available("termination"), "the Python package termination")
  path <- tempfile(fileext = ".toml")
  on.exit(unlink(path))
  writeLines(scenario, path)
  load_war(path)
}

semi <- "semi-separating: the resilient stay closed, the vulnerable mix; escalation after open, some after closed"
