# Figures by ggplot2, from the data frames that anybody gets. Zones have letters, so that nothing is told by colour alone;
# the colours are those of Okabe and Ito (2008).

globalVariables(".data")

fills <- c("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#CC79A7", "#999999", "#D55E00", "#0072B2")

needs_ggplot2 <- function() {
  if (!requireNamespace("ggplot2", quietly = TRUE)) {
    stop(errorCondition("Figures need the package ggplot2: install.packages(\"ggplot2\")",
                        class = c("termination_SetupError", "termination_error"), call = NULL))
  }
}

plot.termination_regions <- function(x, ...) {
  needs_ggplot2()
  parts <- as.data.frame(x)
  parts$label <- said(parts)
  edges <- as.data.frame(x, what = "edges")
  names <- attr(x, "parameters")
  ggplot2::ggplot(parts, ggplot2::aes(.data$x, .data$y)) +
    ggplot2::geom_polygon(ggplot2::aes(group = .data$part, fill = .data$label), colour = NA) +
    ggplot2::geom_path(ggplot2::aes(group = .data$edge), data = edges, linewidth = 0.4) +
    ggplot2::geom_text(ggplot2::aes(label = .data$zone), data = places(parts)) +
    ggplot2::geom_point(data = as.data.frame(x, what = "here"), shape = 21, size = 2.5, fill = "white") +
    ggplot2::scale_fill_manual(NULL, values = rep_len(fills, nlevels(parts$label))) +
    ggplot2::labs(x = names[["x"]], y = names[["y"]]) +
    ggplot2::coord_cartesian(expand = FALSE) +
    ggplot2::theme_minimal() +
    ggplot2::theme(
      panel.grid = ggplot2::element_blank(), legend.position = "bottom", legend.direction = "vertical",
      plot.margin = ggplot2::margin(8, 16, 8, 8) # room for the last tick's number
    )
}

# "A: talks in every equilibrium"; where a model has no such words, the equilibria.
said <- function(parts) {
  words <- ifelse(parts$meaning == "", as.character(parts$equilibria), as.character(parts$meaning))
  label <- paste0(parts$zone, ": ", words)
  factor(label, levels = unique(label[order(parts$zone)]))
}

# A place for each zone's letter: half-way up its largest part, half-way along.
places <- function(parts) {
  largest <- lapply(split(parts, parts$zone), function(zone) {
    each <- split(zone, zone$part)
    each[[which.max(vapply(each, area, 0))]]
  })
  do.call(rbind, lapply(largest, middle))
}

area <- function(polygon) {
  following <- c(seq_len(nrow(polygon))[-1], 1)
  abs(sum(polygon$x * polygon$y[following] - polygon$x[following] * polygon$y)) / 2
}

middle <- function(polygon) {
  x <- mean(range(polygon$x))
  following <- c(seq_len(nrow(polygon))[-1], 1)
  from <- polygon$x
  to <- polygon$x[following]
  crosses <- (from <= x) != (to <= x)
  share <- (x - from[crosses]) / (to[crosses] - from[crosses])
  y <- polygon$y[crosses] + share * (polygon$y[following][crosses] - polygon$y[crosses])
  data.frame(zone = polygon$zone[1], x = x, y = mean(range(y)))
}

plot.termination_sweep <- function(x, ...) {
  needs_ggplot2()
  found <- as.data.frame(x)
  axes <- setdiff(names(found), c("equilibrium", "survives", "knife_edge"))
  if (length(axes) != 1) {
    stop("x: a sweep over one parameter can be drawn, this one is over ", length(axes), " (", toString(axes),
         "); regions() draws two")
  }
  ggplot2::ggplot(found, ggplot2::aes(.data[[axes]], .data$equilibrium, shape = .data$survives)) +
    ggplot2::geom_point(size = 2) +
    ggplot2::scale_shape_manual("survives", values = c("FALSE" = 1, "TRUE" = 16)) +
    ggplot2::scale_y_discrete(labels = function(text) vapply(text, function(one) {
      paste(strwrap(one, 44), collapse = "\n")
    }, "")) +
    ggplot2::labs(x = axes, y = NULL) +
    ggplot2::theme_minimal() +
    ggplot2::theme(legend.position = "bottom", axis.text.y = ggplot2::element_text(size = 7, lineheight = 0.9))
}
