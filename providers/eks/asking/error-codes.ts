/** Error codes of AWS services, of the SDK and of Node, by what they mean for a call. */

export const THROTTLED = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);
export const DENIED = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "AccessDeniedForDependencyException",
  "UnauthorizedOperation",
  "NotAuthorized",
]);
export const NOT_FOUND = new Set([
  "ResourceNotFoundException",
  "NotFoundException",
  "ParentNotFoundException",
  "NoSuchBucket",
  "TrailNotFoundException",
]);
/** Valid elsewhere, these mean a region that the account has not enabled. */
export const UNKNOWN_TOKEN = new Set(["UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure"]);
export const EXPIRED = new Set(["ExpiredTokenException", "ExpiredToken"]);
/** The SDK corrects its clock after these, so that a second try may pass. */
export const CLOCK = new Set(["RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"]);
export const BAD_SIGNATURE = new Set(["InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature"]);
export const NO_SIGNATURE = new Set(["MissingAuthenticationTokenException", "MissingAuthenticationToken"]);
export const NO_CREDENTIALS = new Set(["CredentialsProviderError", "TokenProviderError", "ProviderError"]);
export const NOT_SUBSCRIBED = new Set(["OptInRequired", "SubscriptionRequiredException"]);
export const UNAVAILABLE = new Set([
  "DependencyTimeoutException",
  "InternalError",
  "InternalFailure",
  "InternalServerException",
  "KMSInternalException",
  "ServerException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
]);
export const BROKEN_LINE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ECONNABORTED",
]);
