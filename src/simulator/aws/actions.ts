/** Actions of IAM that are not called like their operation: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html (2026-11). */
const ACTIONS = new Map([
  ["s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"],
  ["s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"],
  ["s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"],
  ["s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"],
  ["s3control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock"],
]);

/** What IAM's messages call an operation. */
export function actionOf(operation: string): string {
  return ACTIONS.get(operation) ?? operation;
}
