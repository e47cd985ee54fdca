-- How often ads are clicked, for each campaign and minute. A click belongs to an impression up to a
-- minute before it.
--
--   millrace topic create ad_impressions --partitions 4
--   millrace topic create ad_clicks --partitions 4
--   printf '1,red,1767268800000\n2,red,1767268800000\n3,red,1767279600000\n' | millrace produce ad_impressions
--   printf '1,1767268805000\n3,1767279600000\n' | millrace produce ad_clicks
--   millrace run examples/click-through.sql

CREATE TABLE ad_impressions (impression STRING, campaign STRING, millis BIGINT)
USING millrace OPTIONS ('value.format' 'csv', 'startingOffsets' 'earliest');

CREATE TABLE ad_clicks (impression STRING, millis BIGINT)
USING millrace OPTIONS ('value.format' 'csv', 'startingOffsets' 'earliest');

CREATE TEMPORARY VIEW shown AS
SELECT impression, campaign, timestamp_millis(millis) AS shown_at FROM STREAM ad_impressions;

CREATE TEMPORARY VIEW clicked AS
SELECT impression, timestamp_millis(millis) AS clicked_at FROM STREAM ad_clicks;

CREATE TABLE campaigns (
  minute TIMESTAMP, campaign STRING, impressions BIGINT, clicks BIGINT, rate DOUBLE
) USING millrace OPTIONS ('value.format' 'json', 'key.columns' 'campaign,minute');

-- Given once for each minute, when no click can come any more that would change it.
CREATE FLOW rate_campaigns AS INSERT INTO campaigns BY NAME
SELECT
  window.start AS minute, campaign, count(*) AS impressions, count(clicked_at) AS clicks,
  count(clicked_at) / count(*) AS rate
FROM (
  SELECT s.campaign, s.shown_at, c.clicked_at
  FROM STREAM shown WATERMARK shown_at DELAY OF INTERVAL 10 SECONDS AS s
  LEFT JOIN STREAM clicked WATERMARK clicked_at DELAY OF INTERVAL 10 SECONDS AS c
  ON s.impression = c.impression
    AND c.clicked_at >= s.shown_at AND c.clicked_at <= s.shown_at + INTERVAL 1 MINUTE
)
GROUP BY window(shown_at, '1 minute'), campaign;
