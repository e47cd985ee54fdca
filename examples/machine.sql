-- What the machine is doing: the pipeline of `millrace demo`.
--
-- Readings of the machine arrive ten times a second, one record for each metric:
--   {"ts":"2026-01-01T12:00:00.123Z","host":"mill","metric":"cpu.0","unit":"percent","value":12.5}
-- and one for each of the busiest processes, with pid and command:
--   {"ts":"…","host":"mill","metric":"process.cpu","unit":"percent","pid":42,"command":"java","value":98.0}
--
--   millrace demo                        # sends readings and runs this file
--   millrace run examples/machine.sql    # runs this file alone, over what is in the topic

SET millrace.trigger = 1 second;

CREATE TABLE readings (
  ts TIMESTAMP, host STRING, metric STRING, unit STRING, value DOUBLE, pid INT, command STRING
) USING millrace OPTIONS (
  'topic' 'machine.readings',
  'value.format' 'json',
  'startingOffsets' 'earliest',
  'failOnDataLoss' 'false'  -- the topic keeps an hour; who comes back later goes on from there
);

-- Each metric over ten seconds, every second.
CREATE TABLE metrics (
  window_start TIMESTAMP, window_end TIMESTAMP, host STRING, metric STRING, unit STRING,
  count BIGINT, average DOUBLE, maximum DOUBLE, p95 DOUBLE
) USING millrace OPTIONS (
  'topic' 'machine.metrics',
  'value.format' 'json',
  'key.columns' 'host,metric,window_start'
);

CREATE FLOW machine_metrics AS INSERT INTO metrics BY NAME
SELECT
  window.start AS window_start, window.end AS window_end, host, metric, unit,
  count(*) AS count, avg(value) AS average, max(value) AS maximum,
  percentile_approx(value, 0.95) AS p95
FROM STREAM readings WATERMARK ts DELAY OF INTERVAL 1 SECOND
WHERE metric <> 'process.cpu'
GROUP BY window(ts, '10 seconds', '1 second'), host, metric, unit;

-- The five busiest processes of each window, by the processor time they used in all of it. A
-- process that was not among the busiest at a reading used next to nothing then.
CREATE TABLE processes (
  window_start TIMESTAMP, window_end TIMESTAMP, host STRING,
  top ARRAY<STRUCT<cpu: DOUBLE, pid: INT, command: STRING>>
) USING millrace OPTIONS (
  'topic' 'machine.processes',
  'value.format' 'json',
  'key.columns' 'host,window_start'
);

CREATE FLOW machine_processes AS INSERT INTO processes BY NAME
SELECT
  window.start AS window_start, window.end AS window_end, host,
  slice(sort_array(collect_list(struct(cpu, pid, command)), false), 1, 5) AS top
FROM (
  SELECT window, host, pid, command, sum(value) / 100 AS cpu
  FROM STREAM readings WATERMARK ts DELAY OF INTERVAL 1 SECOND
  WHERE metric = 'process.cpu'
  GROUP BY window(ts, '10 seconds', '1 second'), host, pid, command
)
GROUP BY window, host;
