import type { ProblemRow } from './row.ts';

/** Web servers: the answer file by URL, and where events are sent. */
export const httpProblems = {
  'http.name-not-found': {
    number: 380,
    exit: 'answers',
    en: '{url}: the name {host} is not known; check the address, and the name server of this network',
    zh: '{url}：找不到名称 {host}；请检查地址以及本网络的域名服务器',
  },
  'http.name-no-answer': {
    number: 381,
    exit: 'answers',
    en: '{url}: no name server answers for {host}; check network and name server, or write an IP address',
    zh: '{url}：没有域名服务器应答 {host}；请检查网络和域名服务器，或改写 IP 地址',
  },
  'http.refused': {
    number: 382,
    exit: 'answers',
    en: '{url}: {host} refuses the connection; check that the server runs, and the port',
    zh: '{url}：{host} 拒绝连接；请检查服务器是否运行以及端口是否正确',
  },
  'http.no-route': {
    number: 383,
    exit: 'answers',
    en: '{url}: there is no way to {host} ({reason}); check cable, address and gateway of this machine',
    zh: '{url}：无法到达 {host}（{reason}）；请检查本机的网线、地址和网关',
  },
  'http.timeout-connect': {
    number: 384,
    exit: 'answers',
    en: '{url}: no connection to {host} in time; check address, route and firewall',
    zh: '{url}：未能在限定时间内连接 {host}；请检查地址、路由和防火墙',
  },
  'http.timeout-answer': {
    number: 385,
    exit: 'answers',
    en: '{url}: {host} accepts the connection and does not answer in time; look at the server',
    zh: '{url}：{host} 接受了连接，但未在限定时间内应答；请检查服务器',
  },
  'http.reset': {
    number: 386,
    exit: 'answers',
    en: '{url}: {host} cuts the connection ({reason}); look at the server, and at what is in between',
    zh: '{url}：{host} 中断了连接（{reason}）；请检查服务器及中间设备',
  },
  'http.not-http': {
    number: 387,
    exit: 'answers',
    en: '{url}: {host} does not speak HTTP ({reason}); check the port',
    zh: '{url}：{host} 使用的不是 HTTP（{reason}）；请检查端口',
  },
  'http.tls-untrusted': {
    number: 388,
    exit: 'answers',
    en: '{url}: the certificate of {host} is not trusted ({reason}); give the CA that signed it',
    zh: '{url}：{host} 的证书不受信任（{reason}）；请提供签发它的 CA',
  },
  'http.tls-name': {
    number: 389,
    exit: 'answers',
    en: '{url}: the certificate is not one for {host} ({reason}); use a name that it is for',
    zh: '{url}：证书不属于 {host}（{reason}）；请使用证书中的名称',
  },
  'http.tls-expired': {
    number: 390,
    exit: 'answers',
    en: '{url}: the certificate of {host} is not valid now ({reason}); renew it, or set the clock of this machine (date)',
    zh: '{url}：{host} 的证书目前无效（{reason}）；请更新证书，或校准本机时钟（date）',
  },
  'http.tls-failed': {
    number: 391,
    exit: 'answers',
    en: '{url}: no TLS with {host} ({reason}); check the port, or write http:// where the server has no TLS',
    zh: '{url}：无法与 {host} 建立 TLS（{reason}）；请检查端口，服务器没有 TLS 时请写 http://',
  },
  'http.too-large': {
    number: 392,
    exit: 'answers',
    en: '{url}: the answer is too large ({reason}); check that this is the right address',
    zh: '{url}：应答过大（{reason}）；请检查地址是否正确',
  },
  'http.too-many-redirects': {
    number: 393,
    exit: 'answers',
    en: '{url}: the server sends in circles ({reason}); write the address at which the file is',
    zh: '{url}：服务器不断重定向（{reason}）；请写文件的实际地址',
  },
  'http.redirect-refused': {
    number: 394,
    exit: 'answers',
    en: '{url}: a redirect from https to {reason} is not followed; write the address at which the file is',
    zh: '{url}：不接受从 https 到 {reason} 的重定向；请写文件的实际地址',
  },
  'http.status': {
    number: 395,
    exit: 'answers',
    en: '{url}: the server answers {status}; check the address, and the log of the server',
    zh: '{url}：服务器应答 {status}；请检查地址和服务器日志',
  },
  'http.pin': {
    number: 396,
    exit: 'answers',
    en: '{url}: the file has another SHA-256, {found}; it was changed, or cos.answers_sha256 is for another one',
    zh: '{url}：文件的 SHA-256 不同，为 {found}；文件已更改，或 cos.answers_sha256 属于另一个文件',
  },
  'http.boot-word': {
    number: 397,
    exit: 'answers',
    en: 'cannot be used: {reason}',
    zh: '无法使用：{reason}',
  },
  'report.ca': {
    number: 398,
    exit: 'answers',
    en: 'is no certificate (PEM); paste it whole, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----',
    zh: '不是证书（PEM）；请完整粘贴，从 -----BEGIN CERTIFICATE----- 到 -----END CERTIFICATE-----',
  },
} as const satisfies Record<string, ProblemRow>;
