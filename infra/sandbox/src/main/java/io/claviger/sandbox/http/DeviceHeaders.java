package io.claviger.sandbox.http;

/** {@code X-Device-Info}, which Adobe lists as required and treats as recommended: looked at only when the faults insist on it. */
final class DeviceHeaders {
    private DeviceHeaders() {}

    static boolean suffice(AdobeRequest request) {
        return !request.faults().insistsOnDeviceHeaders()
                || DeviceInfo.isWellFormed(request.headerValues("X-Device-Info"));
    }
}
