"""What is said in the dialog that puts a video or a sound into a text."""

from tambour.words.typography import french_spaces

HOSTED = french_spaces("YouTube, Vimeo, Dailymotion ou un PeerTube. La page prévient, et ne charge rien avant un clic.")
OWN = french_spaces("Vidéo en mp4 ou webm, son en mp3, m4a ou ogg. 40 Mo au plus ; au-delà, passez par un hébergeur.")
SUBTITLES = french_spaces("Un fichier .vtt : qui n’entend pas lit ce qui est dit.")
TRANSCRIPT = (
    "Tout ce qui est dit, et ce qu’il faut voir pour comprendre. Elle s’ouvre sous la vidéo, et la recherche y mène."
)
REASON = french_spaces("Le public la lit. Par exemple : musique sans paroles.")
NO_TITLE = french_spaces("Donnez un titre : c’est ce que dira le bouton.")
NO_SOURCE = french_spaces("Donnez l’adresse de sa page, ou choisissez un fichier.")
TWO_SOURCES = french_spaces("Gardez l’adresse ou le fichier : le public ne peut pas lire les deux.")
NO_ALT = french_spaces("Dites ce que montre l’image, ou qu’elle est décorative.")
NO_TRANSCRIPT = french_spaces("Écrivez la transcription, ou dites pourquoi il n’y en a pas.")
TWO_REASONS = french_spaces("Il y a une transcription : retirez la raison.")
