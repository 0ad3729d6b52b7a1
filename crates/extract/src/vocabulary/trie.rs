//! Words by their characters: one table of edges, and a mask at each node that turns most
//! characters away before the table is asked.

/// A small number for each character that matters; 0 for all others.
pub(crate) struct Codes {
    codes: Vec<u16>,
    next: u16,
}

impl Codes {
    pub fn new() -> Self {
        Self {
            codes: vec![0; 1 << 16],
            next: 1,
        }
    }

    /// The code of a character, given to it now if it has none.
    pub fn add(&mut self, c: char) -> u16 {
        let Some(slot) = self.codes.get_mut(c as usize) else {
            return 0;
        };
        if *slot == 0 {
            *slot = self.next;
            self.next += 1;
        }
        *slot
    }

    /// The codes by character.
    pub fn all(&self) -> &[u16] {
        &self.codes
    }

    /// One more than the highest code.
    pub fn len(&self) -> usize {
        usize::from(self.next)
    }
}

/// Where a walk stands. That of a first character is its code.
pub(crate) type Node = u16;

/// Finds words by walking from character to character.
pub(crate) struct Trie {
    /// Node and code in one, then the node that follows; 0 where free.
    edges: Vec<(u32, Node)>,
    shift: u32,
    nodes: Vec<Stop>,
    words: Vec<u32>,
}

#[derive(Clone, Copy, Default)]
struct Stop {
    /// The last six bits of each code that follows.
    mask: u64,
    /// The words that end here: a range of all.
    from: u32,
    to: u32,
}

const SPREAD: u32 = 0x9E37_79B1;

impl Trie {
    /// Builds it from words with their characters' codes; a word is named by its place.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>, codes: &mut Codes) -> Self {
        let spelled: Vec<Vec<u16>> = words
            .map(|w| w.chars().map(|c| codes.add(c)).collect())
            .collect();
        let mut next = codes.len();
        let mut pairs: Vec<(u32, Node)> = Vec::new();
        let mut known = std::collections::HashMap::new();
        let mut at: Vec<Vec<u32>> = vec![Vec::new(); next];
        for (k, word) in spelled.iter().enumerate() {
            let Some((&first, rest)) = word.split_first() else {
                continue;
            };
            let mut node = first;
            for &code in rest {
                let key = (u32::from(node) << 16) | u32::from(code);
                node = *known.entry(key).or_insert_with(|| {
                    let new = Node::try_from(next).unwrap_or(0);
                    next += 1;
                    at.push(Vec::new());
                    pairs.push((key, new));
                    new
                });
            }
            at[usize::from(node)].push(k as u32);
        }
        let bits = (pairs.len() * 4)
            .next_power_of_two()
            .trailing_zeros()
            .max(4);
        let mut trie = Self {
            edges: vec![(0, 0); 1 << bits],
            shift: 32 - bits,
            nodes: vec![Stop::default(); at.len()],
            words: Vec::new(),
        };
        for (key, node) in pairs {
            trie.nodes[(key >> 16) as usize].mask |= 1 << (key & 63);
            let mut slot = trie.slot(key);
            while trie.edges[slot].0 != 0 {
                slot = (slot + 1) & (trie.edges.len() - 1);
            }
            trie.edges[slot] = (key, node);
        }
        for (stop, list) in trie.nodes.iter_mut().zip(at) {
            stop.from = trie.words.len() as u32;
            trie.words.extend(list);
            stop.to = trie.words.len() as u32;
        }
        trie
    }

    /// How many nodes there are.
    #[cfg(test)]
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    fn slot(&self, key: u32) -> usize {
        (key.wrapping_mul(SPREAD) >> self.shift) as usize
    }

    /// The node after `node` by a character.
    #[inline]
    pub fn next(&self, node: Node, code: u16) -> Option<Node> {
        let mask = self.nodes.get(usize::from(node))?.mask;
        if (mask >> (code & 63)) & 1 == 0 || code == 0 {
            return None;
        }
        let key = (u32::from(node) << 16) | u32::from(code);
        let mut slot = self.slot(key);
        loop {
            let (found, next) = self.edges[slot];
            if found == key {
                return Some(next);
            }
            if found == 0 {
                return None;
            }
            slot = (slot + 1) & (self.edges.len() - 1);
        }
    }

    /// The words that end at a node, in the order given.
    #[inline]
    pub fn words(&self, node: Node) -> &[u32] {
        match self.nodes.get(usize::from(node)) {
            Some(stop) if stop.from < stop.to => &self.words[stop.from as usize..stop.to as usize],
            _ => &[],
        }
    }
}
