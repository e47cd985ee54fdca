package io.millrace.format.plain;

/** Dates of the ISO calendar, written as {@code yyyy-MM-dd}. */
public final class IsoDate {

    /** Returned in the place of a date that is none. */
    public static final int UNREADABLE = Integer.MIN_VALUE;

    public static final int LENGTH = 10;

    private static final int EPOCH_YEAR = 1970;

    /** Days before each month of a year that is no leap year. */
    private static final int[] DAYS_BEFORE = {
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
    };

    private IsoDate() {}

    /** The days from 1970-01-01 to the date that stands here. */
    public static int days(byte[] data, int at, int end) {
        if (at + LENGTH > end || data[at + 4] != '-' || data[at + 7] != '-') {
            return UNREADABLE;
        }
        int century = twoDigits(data, at);
        int yearOfCentury = twoDigits(data, at + 2);
        int month = twoDigits(data, at + 5);
        int day = twoDigits(data, at + 8);
        int year = century * 100 + yearOfCentury;
        if ((century | yearOfCentury | month | day) < 0 || month < 1 || month > 12 || day < 1) {
            return UNREADABLE;
        }
        boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        int before = DAYS_BEFORE[month - 1];
        int length = DAYS_BEFORE[month] - before + (leap && month == 2 ? 1 : 0);
        if (day > length) {
            return UNREADABLE;
        }
        int leapDay = leap && month > 2 ? 1 : 0;
        return daysBeforeYear(year) - daysBeforeYear(EPOCH_YEAR) + before + leapDay + day - 1;
    }

    /** The number that two digits make, or a negative number. */
    public static int twoDigits(byte[] data, int at) {
        byte tens = data[at];
        byte ones = data[at + 1];
        return Digits.isDigit(tens) && Digits.isDigit(ones) ? tens * 10 + ones - '0' * 11 : -1;
    }

    /** Days from 0000-01-01 on. */
    private static int daysBeforeYear(int year) {
        return year * 365 + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
    }
}
