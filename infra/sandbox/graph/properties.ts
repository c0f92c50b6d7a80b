// What each type has according to Graph's v1.0 metadata (schemas/v1.0-Prod.csdl), so that a misspelt name in $select, $filter or $orderby
// is refused as the real service does, also one that this sandbox shows nothing for.
const words = (text: string): Set<string> => new Set(text.trim().split(/\s+/));

const APPLICATION = words(`
  id deletedDateTime addIns api appId applicationTemplateId appRoles authenticationBehaviors certification createdByAppId createdDateTime
  defaultRedirectUri description disabledByMicrosoftStatus displayName groupMembershipClaims identifierUris info isDeviceOnlyAuthSupported
  isDisabled isFallbackPublicClient keyCredentials logo nativeAuthenticationApisEnabled notes oauth2RequirePostResponse optionalClaims
  parentalControlSettings passwordCredentials publicClient publisherDomain requestSignatureVerification requiredResourceAccess
  samlMetadataUrl serviceManagementReference servicePrincipalLockConfiguration signInAudience spa tags tokenEncryptionKeyId uniqueName
  verifiedPublisher web`);

const SERVICE_PRINCIPAL = words(`
  id deletedDateTime accountEnabled addIns alternativeNames appDescription appDisplayName appId applicationTemplateId
  appOwnerOrganizationId appRoleAssignmentRequired appRoles createdByAppId customSecurityAttributes description
  disabledByMicrosoftStatus displayName homepage info isDisabled keyCredentials loginUrl logoutUrl notes notificationEmailAddresses
  oauth2PermissionScopes passwordCredentials preferredSingleSignOnMode preferredTokenSigningKeyThumbprint replyUrls resourceSpecificApplicationPermissions
  samlSingleSignOnSettings servicePrincipalNames servicePrincipalType signInAudience tags tokenEncryptionKeyId verifiedPublisher`);

const USER = words(`
  id deletedDateTime aboutMe accountEnabled ageGroup assignedLicenses assignedPlans authorizationInfo birthday businessPhones city
  companyName consentProvidedForMinor country createdDateTime creationType customSecurityAttributes department displayName
  employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType externalUserState externalUserStateChangeDateTime
  faxNumber givenName hireDate identities imAddresses infoCatalogs interests isManagementRestricted isResourceAccount jobTitle
  lastPasswordChangeDateTime legalAgeGroupClassification licenseAssignmentStates mail mailboxSettings mailNickname mobilePhone mySite
  officeLocation onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId
  onPremisesLastSyncDateTime onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled
  onPremisesUserPrincipalName otherMails passwordPolicies passwordProfile pastProjects postalCode preferredDataLocation preferredLanguage
  preferredName provisionedPlans proxyAddresses refreshTokensValidFromDateTime responsibilities schools securityIdentifier
  serviceProvisioningErrors showInAddressList signInActivity signInSessionsValidFromDateTime skills state streetAddress surname
  usageLocation userPrincipalName userType manager`);

const GROUP = words(`
  id deletedDateTime allowExternalSenders assignedLabels assignedLicenses autoSubscribeNewMembers classification createdDateTime
  description displayName expirationDateTime groupTypes hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients
  isArchived isAssignableToRole isManagementRestricted isSubscribedByMail licenseProcessingState mail mailEnabled mailNickname
  membershipRule membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime onPremisesNetBiosName
  onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation
  preferredLanguage proxyAddresses renewedDateTime securityEnabled securityIdentifier serviceProvisioningErrors theme uniqueName
  unseenCount visibility`);

const APP_ROLE_ASSIGNMENT = words(`
  id deletedDateTime appRoleId createdDateTime principalDisplayName principalId principalType resourceDisplayName resourceId`);

const TYPES: Record<string, { type: string; properties: Set<string> }> = {
  applications: { type: 'application', properties: APPLICATION },
  servicePrincipals: { type: 'servicePrincipal', properties: SERVICE_PRINCIPAL },
  users: { type: 'user', properties: USER },
  groups: { type: 'group', properties: GROUP },
  appRoleAssignments: { type: 'appRoleAssignment', properties: APP_ROLE_ASSIGNMENT },
};

/** The sentence Graph refuses an unknown property with; undefined for a known one, and for sets of mixed types. */
export function unknownProperty(set: string, path: string): string | undefined {
  const known = Object.hasOwn(TYPES, set) ? TYPES[set] : undefined;
  const [name = ''] = path.split('/');
  // Attributes of the tenant's own begin so.
  if (known === undefined || known.properties.has(name) || name.startsWith('extension_')) return undefined;
  return `Could not find a property named '${name}' on type 'microsoft.graph.${known.type}'.`;
}
