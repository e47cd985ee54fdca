-- Counts the words of a topic of text lines. A word is a run of ASCII letters; case is folded.
--
--   millrace topic create lines --partitions 4
--   millrace produce lines some.txt
--   millrace run examples/wordcount.sql --once

CREATE TABLE lines (line STRING) USING millrace OPTIONS (
  'value.format' 'text',
  'startingOffsets' 'earliest'
);

CREATE TABLE counts (word STRING, count BIGINT) USING millrace OPTIONS (
  'value.format' 'json',
  'key.columns' 'word',
  'outputMode' 'complete'
);

CREATE TABLE to_console USING console OPTIONS (
  'outputMode' 'complete',
  'numRows' '20'
);

CREATE TEMPORARY VIEW words AS
SELECT explode(split(lower(line), '[^a-z]+')) AS word FROM STREAM lines;

CREATE FLOW count_words AS INSERT INTO counts BY NAME
SELECT word, count(*) AS count FROM words WHERE word <> '' GROUP BY word;

CREATE FLOW show_words AS INSERT INTO to_console BY NAME
SELECT word, count(*) AS count FROM words WHERE word <> '' GROUP BY word ORDER BY count DESC, word;
