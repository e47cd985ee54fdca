-- Sessions of users: events of one user with less than half an hour from one to the next.
--
--   millrace topic create events --partitions 4
--   printf 'ann,1767268800000,/index.html\nbob,1767279600000,/\n' | millrace produce events
--   millrace run examples/sessions.sql     # gives the session of ann: bob came three hours later

CREATE TABLE events (user STRING, millis BIGINT, page STRING) USING millrace OPTIONS (
  'value.format' 'csv',
  'startingOffsets' 'earliest'
);

CREATE TEMPORARY VIEW visits AS
SELECT user, timestamp_millis(millis) AS at, page FROM STREAM events;

CREATE TABLE sessions (user STRING, first TIMESTAMP, last TIMESTAMP, events BIGINT)
USING millrace OPTIONS ('value.format' 'json', 'key.columns' 'user');

-- A session is given once, when an event a minute after its end has come from anybody.
CREATE FLOW find_sessions AS INSERT INTO sessions BY NAME
SELECT user, min(at) AS first, max(at) AS last, count(*) AS events
FROM STREAM visits WATERMARK at DELAY OF INTERVAL 1 MINUTE
GROUP BY session_window(at, '30 minutes'), user;
