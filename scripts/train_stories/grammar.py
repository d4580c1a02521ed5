"""Children's stories from a grammar: somebody wants something, something is in the way, a friend who is able to helps.

Who somebody is, what is wanted, what is in the way and who can help stay the same through a story, so a model has to look back to tell it.
"""
import random

HEROES = [
    ('girl', 'she', ['Lily', 'Mia', 'Anna', 'Zoë', 'Rose', 'Ella', 'Nora', 'Ruby']),
    ('boy', 'he', ['Tom', 'Ben', 'Max', 'Leo', 'Sam', 'Noah', 'Finn', 'Oskar']),
    ('rabbit', 'she', ['Dot', 'Hazel', 'Clover', 'Poppy']),
    ('fox', 'he', ['Rusty', 'Pip', 'Felix', 'Amber']),
    ('robot', 'it', ['Beep', 'Bolt', 'Chip', 'Zip']),
    ('hedgehog', 'he', ['Spike', 'Bram', 'Otto', 'Moss']),
]
FORMS = {'she': ('She', 'she', 'her', 'her'), 'he': ('He', 'he', 'him', 'his'), 'it': ('It', 'it', 'it', 'its')}
TRAITS = ['little', 'brave', 'curious', 'shy', 'happy', 'young', 'clever', 'kind']
HOMES = ['a small house by the sea', 'a green valley', 'a tree house in the forest', 'a village on a hill', 'a red house near the park', 'a farm with many animals', 'a town by the river']
COLORS = ['red', 'blue', 'yellow', 'green', 'white', 'purple', 'golden']
HOBBIES = ['sing songs', 'draw pictures', 'count the stars', 'dance in the rain', 'tell stories', 'climb rocks', 'look at the clouds', 'collect leaves']
WEATHER = ['sunny', 'windy', 'cloudy', 'warm', 'cold', 'quiet']
PLACES = ['park', 'forest', 'garden', 'beach', 'lake', 'field', 'market']
THANKS = ['"Thank you so much!" said {n}.', '"You are a true friend," said {n}.', '{n} gave {f} a big hug.', '{n} laughed and said, "Thank you, {F}!"']

# What is in the way: things it happens to, how it comes about, how trying alone fails, who can help, how.
PROBLEMS = [
    dict(things=['kite', 'balloon', 'hat', 'scarf'],
         comes=['The wind took the {c} {t} and it got stuck in a tall tree.', 'Then the {c} {t} flew up and got stuck high in a tree.'],
         tries=['{N} jumped and jumped, but the tree was too tall.', '{N} tried to climb the tree, but {s} was afraid to fall.'],
         helpers=['bird', 'squirrel', 'owl'], offer='I can get up there', acts=['flew to the top of the tree and brought the {t} down', 'pulled the {t} from the branch and let it fall'],
         climb='climbed to the top of the tree and threw the {t} down'),
    dict(things=['ball', 'boat', 'drum', 'cup'],
         comes=['The {c} {t} rolled down the hill and fell into the water.', 'Then the {c} {t} fell into the water and floated away.'],
         tries=['{N} wanted to get it, but {s} could not swim.', '{N} used a long stick, but the {t} was too far away.'],
         helpers=['duck', 'frog', 'otter'], offer='I can swim very well', acts=['swam out and pushed the {t} back to the shore', 'jumped into the water and brought the {t} back']),
    dict(things=['ring', 'key', 'coin', 'button'],
         comes=['The {c} {t} fell into a small hole in the ground.', 'But {s} dropped the {c} {t}, and it fell into a deep, dark hole.'],
         tries=['{N} put {p} hand into the hole, but it was too small.', '{N} looked into the hole, but it was too dark.'],
         helpers=['mouse', 'mole', 'ant'], offer='I am small enough to go in', acts=['went into the hole and came out with the {t}', 'crawled down into the dark and found the {t}']),
    dict(things=['wagon', 'chest', 'bicycle', 'sled'],
         comes=['A big rock lay on the road, and the {c} {t} could not get past it.', 'Then the {c} {t} got stuck in the deep mud.'],
         tries=['{N} pushed and pushed, but it was too heavy.', '{N} pulled with all {p} strength, but nothing moved.'],
         helpers=['bear', 'horse', 'elephant'], offer='I am very strong', acts=['gave it one big push and the {t} was free', 'pulled hard and soon the {t} was free']),
    dict(things=['lamp', 'lantern', 'torch'],
         comes=['It grew dark, and the light of the {c} {t} went out.', 'When the sun went down, the {c} {t} stopped shining.'],
         tries=['{N} could not see the way home and felt scared.', '{N} tried to find the path, but the night was too dark.'],
         helpers=['firefly', 'cat', 'bat'], offer='I know the way in the dark', acts=['led the way through the dark to the door', 'walked in front until they saw the house']),
]
FRIENDS = ['Bella', 'Coco', 'Gus', 'Milo', 'Olive', 'Toby', 'Wanda', 'Hugo', 'Ivy', 'Jojo']
MORALS = ['It is good to ask for help.', 'A friend makes hard things easy.', 'Nobody is too small to help.', 'Being kind is the best gift.', 'When we work together, we can do anything.']


def story(rng):
    kind, pronoun, names = rng.choice(HEROES)
    S, s, o, p = FORMS[pronoun]
    name, trait, home, color, hobby, weather, place = (rng.choice(x) for x in (names, TRAITS, HOMES, COLORS, HOBBIES, WEATHER, PLACES))
    problem = rng.choice(PROBLEMS)
    thing, animal, friend = rng.choice(problem['things']), rng.choice(problem['helpers']), rng.choice(FRIENDS)
    act = problem['climb'] if animal == 'squirrel' else rng.choice(problem['acts'])
    if animal == 'ant' and 'came out' in act:
        act = problem['acts'][1]
    f = dict(n=name, N=name, c=color, t=thing, s=s, S=S, o=o, p=p, F=friend, f=friend, a=animal)
    article = lambda word: ('an ' if word[0] in 'aeiou' else 'a ') + word
    say = lambda options: rng.choice(options).format(**f)

    opening = say([
        f'Once upon a time, there was {article(trait)} {kind} named {name}. {S} lived in {home}.',
        f'Once upon a time, there was {article(trait)} {kind} named {name}. {S} loved to {hobby}.',
        f'In {home} lived {article(trait)} {kind}. {p.capitalize()} name was {name}.',
        f'There once was {article(trait)} {kind} called {name} who loved to {hobby}.',
    ])
    event = say([
        f'One {weather} day, {name} went to the {place} with {article(color)} {thing}.',
        f'One {weather} morning, {name} took {article(color)} {thing} to the {place}.',
        f'On {article(weather)} day, {name} found {article(color)} {thing} in the {place}. {S} was so happy!',
    ])
    sad = say(['{N} was very sad.', '{S} began to cry.', '"Oh no!" said {n}.', '"What can I do now?" asked {n}.', '{S} sat down and thought about it.'])
    meet = say([
        f'Then {article(animal)} named {friend} came by. "Why are you sad?" asked {friend}. {name} told {friend} about the {thing}.',
        f'Just then, {article(animal)} named {friend} heard {o}. "Can you help me?" asked {name}.',
        f'{friend} the {animal} saw {name}. "Do you need help?" asked {friend}.',
    ])
    helping = f'"{problem["offer"]}," said {friend}. The {animal} {act.format(**f)}.'
    thanks = say(THANKS)
    ending = say([
        f'{name} and {friend} played with the {color} {thing} until the sun went down.',
        f'From that day on, {name} and {friend} the {animal} were best friends.',
        f'That night, {name} told everyone about {friend} the {animal} and the {color} {thing}.',
        f'{name} and {friend} shared some cake at the café and went home happy.',
    ])
    moral = f' {rng.choice(MORALS)}' if rng.random() < 0.4 else ''
    comes, tries = say(problem['comes']), say(problem['tries'])
    return f'{opening}\n{event} {comes} {tries} {sad}\n{meet} {helping}\n{thanks} {ending}{moral}'


def stories(seed, count):
    rng = random.Random(seed)
    return [story(rng) for _ in range(count)]


if __name__ == '__main__':
    print('\n\n'.join(stories(1, 4)))
