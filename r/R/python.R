# The way to Python and back. Everything goes through ask(): an error of ours becomes a condition with the kinds that it
# has in Python, a warning a warning, and an answer is kept as the Python object that it is, so that nothing exact is lost.

bridge <- function() {
  if (!reticulate::py_module_available("termination")) {
    stop(errorCondition(
      paste0(
        "The Python package termination is not there for ", reticulate::py_config()$python, ".\n",
        "Say which Python has it before anything else is asked of Python: ",
        "Sys.setenv(RETICULATE_PYTHON = \"<the repository>/.venv/bin/python\")"
      ),
      class = c("termination_SetupError", "termination_error"), call = NULL
    ))
  }
  reticulate::import_from_path("termination_bridge", system.file("python", package = "termination"), convert = FALSE)
}

ask <- function(name, ...) {
  outcome <- do.call(bridge()$call, list(name, ...))
  for (one in reticulate::py_to_r(outcome$warned)) {
    warning(warningCondition(one$message, class = conditions_of(one, "termination_warning"), call = NULL))
  }
  fault <- reticulate::py_to_r(outcome$fault)
  if (!is.null(fault)) {
    faults <- data.frame(where = as.character(fault$where), what = as.character(fault$what))
    stop(errorCondition(fault$message, faults = faults, class = conditions_of(fault, "termination_error"), call = NULL))
  }
  outcome$value
}

# Its classes in Python, which a warning of another library has none of.
conditions_of <- function(said, kind) {
  kinds <- as.character(said$kinds)
  if (length(kinds)) unique(c(paste0("termination_", kinds), kind))
}

# What a user hands in: names make a mapping, several values a list, one value itself.
given <- function(value, always_list = FALSE) {
  if (is.list(value) || !is.null(names(value))) {
    return(lapply(as.list(value), given, always_list = always_list))
  }
  if (is.atomic(value) && !is.null(value) && (always_list || length(value) != 1)) as.list(value) else value
}

answer <- function(kind, value) {
  structure(list(python = value), class = c(paste0("termination_", kind), "termination_answer"))
}

python <- function(answer) unclass(answer)$python

# A table of the bridge as a data frame: text is a factor, its levels in the order in which they are listed, except for
# the digits of exact numbers and whole sentences.
frame <- function(name, answer) {
  columns <- reticulate::py_to_r(ask(name, python(answer)))
  as.data.frame(Map(column, columns, names(columns)), stringsAsFactors = FALSE, optional = TRUE)
}

column <- function(values, name) {
  values <- unlist(values)
  if (is.null(values)) values <- logical()
  plain <- grepl("_exact$", name) || name %in% c("sentence", "formula", "place")
  if (is.character(values) && !plain) factor(values, levels = unique(values)) else values
}

format.termination_answer <- function(x, ...) {
  strsplit(reticulate::py_str(python(x)), "\n", fixed = TRUE)[[1]]
}

print.termination_answer <- function(x, ...) {
  cat(format(x), sep = "\n")
  invisible(x)
}
