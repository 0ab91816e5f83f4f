import { checkedBaseUrl } from '../hosts';

/** The host that all workspaces share (contract §16.1). */
export const sharedHost = 'https://dashscope.aliyuncs.com/api/v1';

/** The shared host, or that of a workspace. @throws Error if it may not receive keys */
export const baseUrlOf = ({ baseUrl }: { baseUrl?: unknown }): string => checkedBaseUrl(baseUrl || sharedHost, 'Model Studio', sharedHost);
