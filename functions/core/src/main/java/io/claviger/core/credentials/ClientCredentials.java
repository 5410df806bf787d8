package io.claviger.core.credentials;

/** What one app instance authenticates with at the authorization server's token endpoint. */
public record ClientCredentials(ClientId clientId, ClientSecret clientSecret) {}
