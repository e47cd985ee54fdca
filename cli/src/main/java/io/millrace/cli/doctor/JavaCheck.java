package io.millrace.cli.doctor;

/** Whether this Java is one that Millrace is tested with. */
record JavaCheck(Runtime.Version version, String vendor) implements Check {

    private static final String SUBJECT = "java";
    private static final int OLDEST = 17;
    private static final int NEWEST = 21;

    static JavaCheck ofThisProcess() {
        return new JavaCheck(Runtime.version(), System.getProperty("java.vendor", "unknown"));
    }

    @Override
    public Finding look() {
        String found = version + " (" + vendor + ")";
        int feature = version.feature();
        if (feature < OLDEST) {
            return Finding.fail(
                    SUBJECT, found, "Install Java 17 or 21 and let JAVA_HOME point to it.");
        }
        if (feature > NEWEST) {
            return Finding.warn(
                    SUBJECT, found, "Spark supports Java 17 and 21: let JAVA_HOME point to one.");
        }
        return Finding.ok(SUBJECT, found);
    }
}
