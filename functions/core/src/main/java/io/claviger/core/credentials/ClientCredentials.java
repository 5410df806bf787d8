package io.claviger.core.credentials;

/** The credentials of one app instance for the authorization server's token endpoint. */
public record ClientCredentials(ClientId clientId, ClientSecret clientSecret) {}
