export type GrantKind = 'presigned-put' | 'post-policy' | 'multipart' | 'temporary-credentials';
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
/** Names and values, as of headers. */
export type Texts = Record<string, string>;
/** What a caller may upload. */
export interface Profile {
    name: string;
    kinds: GrantKind[];
    /** Types such as `image/png` and `image/*`; empty where every type may be uploaded. */
    contentTypes: string[];
    minSize: number;
    maxSize: number | null;
    /** The algorithm of the checksum that each upload must declare. */
    checksum: ChecksumAlgorithm | null;
    multipart: {
        partSize: number;
    } | null;
}
export interface Checksum {
    algorithm: ChecksumAlgorithm;
    /** Base64. */
    value: string;
}
export interface GrantRequest {
    profile: string;
    fileName?: string;
    size?: number;
    contentType?: string;
    checksum?: Checksum;
}
interface AnyGrant {
    key: string;
    /** ISO 8601. */
    expiresAt: string;
    /** Who enforces each constraint: `storage` refuses the upload, `completion` the object. */
    enforced: Record<string, 'storage' | 'completion'>;
    ticket?: string;
}
/** What a page may know of a grant: nothing of it lets anybody upload. */
export interface Granted extends Pick<AnyGrant, 'key' | 'expiresAt' | 'enforced'> {
    kind: GrantKind;
}
export interface PutGrant extends AnyGrant {
    kind: 'presigned-put';
    method: string;
    url: string;
    headers: Texts;
}
export interface FormGrant extends AnyGrant {
    kind: 'post-policy';
    method: string;
    url: string;
    fields: Texts;
    fileField: string;
    /** Fields that the client fills in, and what their values begin with. */
    openFields?: Texts;
}
/** Where one part goes. */
export interface PartLink {
    partNumber: number;
    size: number;
    url: string;
    headers: Texts;
}
export interface MultipartGrant extends AnyGrant {
    kind: 'multipart';
    ticket: string;
    partSize: number;
    partCount: number;
    parts: PartLink[];
}
export interface CredentialsGrant extends AnyGrant {
    kind: 'temporary-credentials';
    credentials: {
        accessKeyId: string;
        secretAccessKey: string;
        sessionToken: string;
    };
    bucket: string;
    region: string;
    endpoint?: string;
    pathStyle: boolean;
    keyPrefix?: string;
    headers?: Texts;
}
export type Grant = PutGrant | FormGrant | MultipartGrant | CredentialsGrant;
/** A part that the store has. */
export interface StoredPart {
    partNumber: number;
    size: number;
    etag: string;
}
export type TicketStatus = {
    state: 'open';
    partSize: number;
    partCount: number;
    parts: StoredPart[];
} | {
    state: 'completed' | 'waiting';
};
/** A part as `complete` lists it. */
export type PartTag = Pick<StoredPart, 'partNumber' | 'etag'>;
/** What became of an upload. Without a ticket the server has not looked at it, and there is no receipt. */
export interface CompletedUpload {
    /** Where the object lies. */
    key: string;
    /** In bytes. */
    size: number;
    contentType: string;
    etag?: string;
    versionId?: string;
    checksum?: Checksum;
    /** Proves the upload to the application: send it with a form. */
    receipt?: string;
}
export {};
