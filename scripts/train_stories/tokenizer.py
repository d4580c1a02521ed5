"""A byte-pair tokenizer with byte fallback, as SentencePiece makes for Llama: trained here, written as tokenizer.json and as llama2.c's tokenizer.bin."""
import collections
import json
import re
import struct

SPACE = '▁'
SPECIAL = ['<unk>', '<s>', '</s>']
BYTES = [f'<0x{byte:02X}>' for byte in range(256)]
FIRST = len(SPECIAL) + len(BYTES)


def words(text):
    """A space goes with the word after it; punctuation and line ends are words of their own."""
    return re.findall(rf'{SPACE}?[^\W_]+|{SPACE}|[^\w\s]|\n', (' ' + text).replace(' ', SPACE))


def train(texts, size):
    """Pieces by id. Merges first, in the order in which they were made; then single characters, the common before the rare; rare ones are left to bytes."""
    counts = collections.Counter(word for text in texts for word in words(text))
    characters = collections.Counter()
    for word, count in counts.items():
        for c in word:
            characters[c] += count
    letters = [c for c, _ in sorted(characters.items(), key=lambda item: (-item[1], item[0])) if c.isascii() and c != '\n' or c == SPACE]
    split = {word: list(word) for word in counts}
    merges = []
    while FIRST + len(merges) + len(letters) < size:
        pairs = collections.Counter()
        for word, parts in split.items():
            for pair in zip(parts, parts[1:]):
                if all(c in letters for part in pair for c in part):
                    pairs[pair] += counts[word]
        (left, right), _ = min(pairs.items(), key=lambda item: (-item[1], item[0]))
        merges.append(left + right)
        for word, parts in split.items():
            at = 0
            while at + 1 < len(parts):
                if parts[at] == left and parts[at + 1] == right:
                    parts[at:at + 2] = [left + right]
                at += 1
    return SPECIAL + BYTES + merges + letters


class Tokenizer:
    def __init__(self, pieces):
        self.pieces = pieces
        self.ids = {piece: at for at, piece in enumerate(pieces)}

    def merge(self, parts):
        """The pair whose piece comes first in the vocabulary is merged first, the leftmost of equals."""
        while True:
            best = min(((self.ids[a + b], at) for at, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in self.ids), default=None)
            if best is None:
                return parts
            parts[best[1]:best[1] + 2] = [parts[best[1]] + parts[best[1] + 1]]

    def encode(self, text, cache={}):
        ids = []
        for word in words(text):
            if word not in cache:
                cache[word] = []
                for part in self.merge(list(word)):
                    cache[word] += [self.ids[part]] if part in self.ids else [len(SPECIAL) + byte for byte in part.encode()]
            ids += cache[word]
        return ids

    def json(self):
        merges = sorted((self.ids[piece], left) for piece in self.pieces[FIRST:] for left in range(1, len(piece))
                        if piece[:left] in self.ids and piece[left:] in self.ids)
        return json.dumps({
            'version': '1.0', 'truncation': None, 'padding': None,
            'added_tokens': [{'id': at, 'content': piece, 'single_word': False, 'lstrip': False, 'rstrip': False, 'normalized': False, 'special': True} for at, piece in enumerate(SPECIAL)],
            'normalizer': {'type': 'Sequence', 'normalizers': [{'type': 'Prepend', 'prepend': SPACE}, {'type': 'Replace', 'pattern': {'String': ' '}, 'content': SPACE}]},
            'pre_tokenizer': None,
            'post_processor': {'type': 'TemplateProcessing', 'single': [{'SpecialToken': {'id': '<s>', 'type_id': 0}}, {'Sequence': {'id': 'A', 'type_id': 0}}],
                               'pair': [{'SpecialToken': {'id': '<s>', 'type_id': 0}}, {'Sequence': {'id': 'A', 'type_id': 0}}, {'SpecialToken': {'id': '<s>', 'type_id': 1}}, {'Sequence': {'id': 'B', 'type_id': 1}}],
                               'special_tokens': {'<s>': {'id': '<s>', 'ids': [1], 'tokens': ['<s>']}}},
            'decoder': {'type': 'Sequence', 'decoders': [{'type': 'Replace', 'pattern': {'String': SPACE}, 'content': ' '}, {'type': 'ByteFallback'}, {'type': 'Fuse'}, {'type': 'Strip', 'content': ' ', 'start': 1, 'stop': 0}]},
            'model': {'type': 'BPE', 'dropout': None, 'unk_token': '<unk>', 'continuing_subword_prefix': None, 'end_of_word_suffix': None, 'fuse_unk': True,
                      'byte_fallback': True, 'ignore_merges': False, 'vocab': self.ids,
                      'merges': [[self.pieces[at][:left], self.pieces[at][left:]] for at, left in merges]},
        }, ensure_ascii=False, indent=1) + '\n'

    def llama2c(self):
        records = []
        for at, piece in enumerate(self.pieces):
            text = f'\n{piece}\n' if piece in ('<s>', '</s>') else piece.replace(SPACE, ' ')
            records.append((float(min(0, FIRST - at)), text.encode()))
        return struct.pack('<I', max(len(text) for _, text in records)) + b''.join(struct.pack('<fi', score, len(text)) + text for score, text in records)
