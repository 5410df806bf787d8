package io.claviger.aws.dynamodb;

/** The names of the two tables. */
public record Tables(String applications, String instances) {}
