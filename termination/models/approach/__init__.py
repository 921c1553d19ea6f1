"""The less-hardline approach between rivals in peacetime: does addressing a rival's interests embolden it?"""

PLACE = 2
MODEL = "ApproachGame"
