-- What a web server is doing, minute by minute, by its access log.
--
--   millrace topic create access_log --partitions 4
--   tail -F /var/log/nginx/access.log | millrace produce access_log
--   millrace run examples/access-log.sql

CREATE TABLE access_log (line STRING) USING millrace OPTIONS (
  'value.format' 'text',
  'startingOffsets' 'earliest'
);

-- 192.0.2.7 - - [01/Mar/2026:12:00:00 +0000] "GET /index.html HTTP/1.1" 200 1043 …
CREATE TEMPORARY VIEW requests AS
SELECT
  to_timestamp(regexp_extract(line, r'\[([^]]+)]', 1), 'dd/MMM/yyyy:HH:mm:ss Z') AS at,
  regexp_extract(line, r'"\S+ ([^ ?"]+)', 1) AS page,
  CAST(regexp_extract(line, r'" (\d{3}) ', 1) AS INT) AS status,
  coalesce(try_cast(regexp_extract(line, r'" \d{3} (\d+|-)', 1) AS BIGINT), 0) AS bytes
FROM STREAM access_log
WHERE line RLIKE r'^\S+ \S+ \S+ \[[^]]+] "\S+ [^ ?"]+[^"]*" \d{3} (\d+|-)';

CREATE TABLE status_codes (minute TIMESTAMP, status INT, requests BIGINT, bytes BIGINT)
USING millrace OPTIONS (
  'value.format' 'json', 'key.columns' 'minute,status', 'outputMode' 'update'
);

CREATE FLOW count_status_codes AS INSERT INTO status_codes BY NAME
SELECT window.start AS minute, status, count(*) AS requests, sum(bytes) AS bytes
FROM STREAM requests WATERMARK at DELAY OF INTERVAL 1 MINUTE
GROUP BY window(at, '1 minute'), status;

CREATE TABLE pages (minute TIMESTAMP, page STRING, requests BIGINT) USING millrace OPTIONS (
  'value.format' 'json', 'key.columns' 'minute,page', 'outputMode' 'update'
);

CREATE FLOW count_pages AS INSERT INTO pages BY NAME
SELECT window.start AS minute, page, count(*) AS requests
FROM STREAM requests WATERMARK at DELAY OF INTERVAL 1 MINUTE
GROUP BY window(at, '1 minute'), page;

-- Pages that the server failed to give five times or more within a minute.
CREATE TABLE error_bursts (minute TIMESTAMP, page STRING, errors BIGINT) USING millrace OPTIONS (
  'value.format' 'json', 'key.columns' 'minute,page', 'outputMode' 'update'
);

CREATE FLOW find_error_bursts AS INSERT INTO error_bursts BY NAME
SELECT window.start AS minute, page, count(*) AS errors
FROM STREAM requests WATERMARK at DELAY OF INTERVAL 1 MINUTE
WHERE status >= 500
GROUP BY window(at, '1 minute'), page
HAVING count(*) >= 5;
