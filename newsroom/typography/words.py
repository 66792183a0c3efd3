"""Word lists behind the warnings. Add to them freely: they never change a text."""

from newsroom.folding import fold

# Words that a headline sets in capitals and that lose their accents there. None whose letters
# without accents are another French word (MARCHE, PECHE, COTE, INTERNE).
_ACCENTED = """
accès activité aéroport âge âgé armée assemblée autorité bénéfice bénin bétail céréale chômage
citoyenneté collectivité comité commémoration communauté compétence compétition confédération
conférence congrès coopération crédit criminalité décembre décentralisation décès déclaration
décret défense délégation délégué démission démocratie démocratique département dépêche
déplacé député désarmement développement échange échec école économie économique écrivain
édition éditorial éducation effet égalité église égypte égyptien élargissement électeur élection
électoral électrique électricité élevage éleveur élève élu élysée émir émirats émission émotion
énergie énergétique enquête épargne épidémie épreuve équateur équilibre équipe équipement
équité érythrée espérance étape état éthiopie éthiopien étoile étranger étrangère étude étudiant
étudiante évasion événement évêque évolution exécutif exécution fédération fête février forêt
fraternité général générale grève guinée humanité identité immunité indépendance inégalité
infirmière ingénieur insécurité intégration intérêt journée législatif législative liberté
libération maternité médecin médecine média médical médicament mémoire météo méthode ministère
modernité municipalité nécrologie négociation numéro opérateur opération pénurie période pétrole
plénière préfet présence présidence président présidente présidentiel présidentielle prévention
prévision priorité procès progrès propriété qualité réaction récolte récompense référendum réforme
réfugié région régional régionale république rétablissement réunion réussite révolution santé
sécheresse sécuritaire sécurité sélection sénat sénateur sénégal sénégalais série société solidarité
souveraineté spécial spéciale spécialité stratégie stratégique succès télécommunication téléphone
télévision théâtre trésor trésorier trophée unité université vérité vétérinaire vœux
"""
ACCENTED_CAPITALS = {fold(word): word for word in _ACCENTED.split() if fold(word) != word}

# Names of things that differ only by an accent: both are right, and often both in one text.
_DOUBLETS = """
acheve appele arrete charge cote entre forge forme interne juge leve marche mais mature passe peche
place prefere presente prive releve reserve retraite signe sale tache traite trouve
"""
COMMON_DOUBLETS = frozenset(_DOUBLETS.split())

# Spelling of the « rectifications » of 1990 → usual spelling. Stems: -s, -e, -es are added.
RECTIFIED_1990 = {
    "aout": "août",
    "apparaitre": "apparaître",
    "bruler": "brûler",
    "chaine": "chaîne",
    "connaitre": "connaître",
    "cout": "coût",
    "croute": "croûte",
    "diner": "dîner",
    "disparaitre": "disparaître",
    "entrainement": "entraînement",
    "entrainer": "entraîner",
    "entraineur": "entraîneur",
    "évènement": "événement",
    "fraiche": "fraîche",
    "gout": "goût",
    "ile": "île",
    "interpelé": "interpellé",
    "interpeler": "interpeller",
    "maitre": "maître",
    "maitrise": "maîtrise",
    "naitre": "naître",
    "ognon": "oignon",
    "paraitre": "paraître",
    "reconnaitre": "reconnaître",
    "règlementaire": "réglementaire",
    "règlementation": "réglementation",
    "règlementer": "réglementer",
    "surement": "sûrement",
    "traine": "traîne",
    "voute": "voûte",
    "weekend": "week-end",
}
