# What can be asked: each is the function of the same name in Python.

load_war <- function(path) answer("war", ask("load_scenario", path.expand(path)))

update.termination_war <- function(object, ...) {
  answer("war", do.call(ask, c(list("update", python(object)), lapply(list(...), given))))
}

solve.termination_war <- function(a, b, ...) {
  if (!missing(b)) stop("b: a war is solved alone")
  found <- ask("solve", python(a), ...)
  answer(if (reticulate::py_to_r(ask("over_time", found))) "course" else "equilibria", found)
}

refine <- function(x, concept) UseMethod("refine")

refine.termination_equilibria <- function(x, concept) answer("equilibria", ask("refine", python(x), concept))

sweep <- function(x, ...) UseMethod("sweep")

sweep.default <- function(x, ...) base::sweep(x, ...)

sweep.termination_war <- function(x, ..., refinement = NULL) {
  axes <- lapply(list(...), given, always_list = TRUE)
  answer("sweep", ask("swept", python(x), axes, refinement = refinement))
}

regions <- function(war, x, y, refinement = NULL) UseMethod("regions")

regions.termination_war <- function(war, x, y, refinement = NULL) {
  found <- ask("regions", python(war), x = given(x), y = given(y), refinement = refinement)
  structure(answer("regions", found), parameters = c(x = parameter(x), y = parameter(y)))
}

# list(signal_cost = list(high = c(0, 1))) is "signal_cost.high", the axis's name in Python too.
parameter <- function(axis) {
  inner <- axis[[1]]
  paste(c(names(axis), if (is.list(inner)) names(inner)), collapse = ".")
}

statics <- function(war, refinement = NULL) UseMethod("statics")

statics.termination_war <- function(war, refinement = NULL) {
  answer("statics", ask("statics", python(war), refinement = refinement))
}

explain <- function(x) UseMethod("explain")

explain.termination_equilibria <- function(x) answer("explanation", ask("explain", python(x)))

conditions <- function(war, equilibrium) UseMethod("conditions")

conditions.termination_war <- function(war, equilibrium) {
  answer("conditions", ask("conditions", python(war), equilibrium))
}

names.termination_equilibria <- function(x) as.character(reticulate::py_to_r(ask("names", python(x))))

as.character.termination_conditions <- function(x, ...) {
  as.character(reticulate::py_to_r(ask("inequalities", python(x))))
}

as.data.frame.termination_equilibria <- function(x, row.names = NULL, optional = FALSE, ...) frame("frame", x)

as.data.frame.termination_course <- function(x, row.names = NULL, optional = FALSE, ...) frame("frame", x)

as.data.frame.termination_sweep <- function(x, row.names = NULL, optional = FALSE, ...) frame("frame", x)

as.data.frame.termination_statics <- function(x, row.names = NULL, optional = FALSE,
                                              what = c("effects", "thresholds"), ...) {
  what <- match.arg(what)
  frame(if (what == "effects") "frame" else what, x)
}

as.data.frame.termination_regions <- function(x, row.names = NULL, optional = FALSE,
                                              what = c("parts", "edges", "boundaries", "here"), ...) {
  frame(match.arg(what), x)
}
