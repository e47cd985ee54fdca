-- The lines of a topic in files of text, and how often each word was in the lines of a minute in
-- files of Parquet. A path may be one of HDFS.
--
--   millrace topic create lines --partitions 4
--   millrace produce lines some.txt
--   millrace run examples/lines-to-files.sql

CREATE TABLE lines (line STRING) USING millrace OPTIONS (
  'value.format' 'text',
  'startingOffsets' 'earliest'
);

CREATE TABLE stored_lines (line STRING) USING text OPTIONS ('path' 'stored/lines');

CREATE TABLE stored_counts (minute TIMESTAMP, word STRING, count BIGINT) USING parquet OPTIONS ('path' 'stored/counts');

CREATE FLOW store_lines AS INSERT INTO stored_lines BY NAME
SELECT line FROM STREAM lines;

CREATE TEMPORARY VIEW words AS
SELECT _timestamp AS at, explode(split(lower(line), '[^a-z]+')) AS word FROM STREAM lines;

-- A minute is stored when there is a record that is ten seconds newer than its end. The programs
-- count each batch alone; SQL has no groups of that kind.
CREATE FLOW store_counts AS INSERT INTO stored_counts BY NAME
SELECT window.start AS minute, word, count(*) AS count
FROM STREAM words WATERMARK at DELAY OF INTERVAL 10 SECONDS
WHERE word <> ''
GROUP BY window(at, '1 minute'), word;
