import { catalogue } from "../../i18n/catalogue.ts";

/** Texts of log-in and shell. */
export const shellTexts = catalogue(
  "shell",
  {
    title: "通办 · 工作台",
    staff: "工作台",
    nav: {
      label: "主导航",
      inbox: "待办",
      supervision: "监察",
      hall: "大厅",
      models: "流程模型",
      incidents: "故障",
      simulators: "设备模拟",
    },
    role: {
      citizen: "申请人",
      window: "综合窗口",
      inspector: "核查员",
      reviewer: "审查员",
      approver: "首席代表",
      supervisor: "监察员",
      matterAdmin: "事项管理员",
      analyst: "流程分析师",
      hallManager: "大厅管理员",
      admin: "系统管理员",
    },
    openMenu: "打开菜单",
    logOut: "退出登录",
    skip: "跳到正文",
    offline: "与服务器的实时连接已断开，正在重连；页面内容可能不是最新的。",
    logIn: {
      title: "登录工作台",
      lead: "政务服务工作人员使用",
      username: "用户名",
      password: "密码",
      submit: "登录",
      usernameMissing: "请输入用户名",
      passwordMissing: "请输入密码",
      demo: "演示账号",
      demoHint: "点一下填入用户名；密码都是 {{password}}",
      citizenSite: "我要办事：进入市民端",
      notStaff: "“{{name}}”是申请人账号，不能进入工作台。",
      slogan: "一件事，一条流程，一个说真话的时钟",
      points: {
        inbox: "按剩余工作时间排好的一个收件箱",
        clock: "计时、暂停、延期，都有依据",
        model: "画出来的流程就是正在运行的流程",
      },
    },
    notFound: { title: "没有这个页面", text: "地址可能写错了，或者您无权查看。", back: "回到首页" },
    crash: {
      title: "页面出错了",
      text: "已填写的内容保存在本机。请重新载入页面。",
      reload: "重新载入",
    },
  },
  {
    title: "Tongban · Workspace",
    staff: "Workspace",
    nav: {
      label: "Main navigation",
      inbox: "Inbox",
      supervision: "Supervision",
      hall: "Hall",
      models: "Models",
      incidents: "Incidents",
      simulators: "Simulators",
    },
    role: {
      citizen: "Applicant",
      window: "Window clerk",
      inspector: "Inspector",
      reviewer: "Reviewer",
      approver: "Approver",
      supervisor: "Supervisor",
      matterAdmin: "Matter administrator",
      analyst: "Process analyst",
      hallManager: "Hall manager",
      admin: "Administrator",
    },
    openMenu: "Open menu",
    logOut: "Log out",
    skip: "Skip to content",
    offline: "The live connection is down and being restored; this page may be out of date.",
    logIn: {
      title: "Log in",
      lead: "For staff of the government services",
      username: "User name",
      password: "Password",
      submit: "Log in",
      usernameMissing: "Please enter your user name",
      passwordMissing: "Please enter your password",
      demo: "Demo accounts",
      demoHint: "Click one to fill in the user name; every password is {{password}}",
      citizenSite: "I want to apply: go to the citizens’ site",
      notStaff: "“{{name}}” is an applicant’s account and cannot enter the workspace.",
      slogan: "One matter, one process, one honest clock",
      points: {
        inbox: "One inbox, sorted by remaining working time",
        clock: "Running, paused, extended: always with the reason",
        model: "The process you draw is the process that runs",
      },
    },
    notFound: {
      title: "There is no such page",
      text: "The address may be wrong, or it is not for you to see.",
      back: "Back to start",
    },
    crash: {
      title: "This page failed",
      text: "What you typed is kept on this device. Please reload the page.",
      reload: "Reload",
    },
  },
);

declare module "i18next" {
  interface ResourceNamespaceMap {
    shell: typeof shellTexts.zh;
  }
}
