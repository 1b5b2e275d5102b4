import type { TextRow } from './row.ts';

export const roleTexts = {
  'role.title': { en: 'Select Role', zh: '选择角色' },
  'role.intro': {
    en: 'What this machine is going to be in its cluster.',
    zh: '本机在集群中的角色。',
  },
  'role.label': { en: 'Role', zh: '角色' },
  'role.controller': {
    en: 'Csphere Controller: web page and management of a cluster',
    zh: 'Csphere 控制器：网页与集群管理',
  },
  'role.agent': { en: 'Csphere Agent: runs the containers', zh: 'Csphere 代理：运行容器' },
  'role.image': { en: 'System', zh: '系统' },
  'role.usr-image': { en: "COS {version}, this medium's own", zh: '本介质自带的 COS {version}' },
  'role.disk-image': { en: 'original image {images}', zh: '原版镜像 {images}' },
  'controller.title': { en: 'Controller Settings', zh: '控制器设置' },
  'controller.intro': {
    en: 'The web page of the controller and the size of the cluster it serves. Keep 3 unless you know better.',
    zh: '控制器的网页端口与集群规模。一般保持 3 不变。',
  },
  'controller.http-port': { en: 'HTTP Port', zh: 'HTTP 端口' },
  'controller.cluster-size': { en: 'Cluster Size', zh: '集群规模' },
  'controller.registry': { en: 'Registry', zh: '镜像仓库' },
  'controller.registry-no': { en: 'NO   No image registry', zh: '否  没有镜像仓库' },
  'controller.registry-yes': {
    en: 'YES  An image registry for the cluster, on port 5000',
    zh: '是  为集群提供镜像仓库，端口 5000',
  },
} satisfies Readonly<Record<string, TextRow>>;
