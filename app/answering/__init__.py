"""A question before a library becomes an answer: taken in, computed, worded, each digit checked."""
